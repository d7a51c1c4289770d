"use server";

import { redirect } from "next/navigation";

import { createClient } from "@/lib/supabase";

/** Stores the biography in the user's metadata, which is part of the session: a long one makes it span several cookies. */
export async function saveBiography(form: FormData) {
  const supabase = await createClient();
  const { error } = await supabase.auth.updateUser({ data: { biography: String(form.get("biography")) } });
  if (error) {
    redirect("/profile?failed=save");
  }
  // The access token carries the metadata too, so a new one is fetched.
  await supabase.auth.refreshSession();
  redirect("/profile?saved=yes");
}
