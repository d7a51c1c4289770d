"use server";

import { redirect } from "next/navigation";

import { createClient } from "@/lib/supabase";

export async function signIn(form: FormData) {
  const supabase = await createClient();
  const { error } = await supabase.auth.signInWithPassword(credentials(form));
  redirect(error ? "/sign-in?failed=sign-in" : "/dashboard");
}

export async function signUp(form: FormData) {
  const supabase = await createClient();
  const { error } = await supabase.auth.signUp(credentials(form));
  redirect(error ? "/sign-in?failed=sign-up" : "/dashboard");
}

export async function signOut() {
  const supabase = await createClient();
  await supabase.auth.signOut();
  redirect("/");
}

function credentials(form: FormData) {
  return { email: String(form.get("email")), password: String(form.get("password")) };
}
