import { createClient } from "@supabase/supabase-js";

const headers = { "X-Sessionkeeper-Request": "1" };
let held: { access_token: string; expires_at: number } | null = null;

/** The access token of the session, whose cookie no script can read; null for nobody. */
async function accessToken(): Promise<string | null> {
  if (!held || held.expires_at - Date.now() / 1000 < 60) {
    const answer = await fetch("/.sessionkeeper/token", { headers });
    if (!answer.ok && answer.status !== 401) {
      throw new Error(`no access token: ${answer.status}`);
    }
    held = answer.ok ? await answer.json() : null;
  }
  return held?.access_token ?? null;
}

/** Takes the place of createBrowserClient: database, storage, functions and realtime as the visitor. */
export function createBrowserClient(url: string, publishableKey: string) {
  return createClient(url, publishableKey, { accessToken });
}

/** Takes the place of supabase.auth.signOut(). */
export async function signOut(): Promise<void> {
  held = null;
  await fetch("/.sessionkeeper/sign-out", { method: "POST", headers });
}
