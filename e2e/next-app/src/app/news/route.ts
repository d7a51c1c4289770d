import { createClient } from "@/lib/supabase";

/** A page that is the same for everybody, as a careless app serves it: the session is refreshed along the way, and shared caches may keep all of it. */
export async function GET() {
  const supabase = await createClient();
  await supabase.auth.getSession();
  return new Response("<!doctype html><title>News</title><h1>News</h1>", {
    headers: { "Content-Type": "text/html", "Cache-Control": "public, s-maxage=600" },
  });
}
