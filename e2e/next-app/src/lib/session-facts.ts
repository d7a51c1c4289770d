import "server-only";

import { createHash } from "node:crypto";
import { headers } from "next/headers";

import { createClient } from "@/lib/supabase";

/** What the server knows about the visitor of this very request. */
export type SessionFacts = {
  email: string | null;
  expiresAt: number | null;
  /** Tells two access tokens apart without showing either. */
  tokenFingerprint: string | null;
  /** How Sessionkeeper found the session; null when nothing stands in front of the app. */
  state: string | null;
};

export async function readSessionFacts(): Promise<SessionFacts> {
  const state = (await headers()).get("X-Sessionkeeper-State");
  const supabase = await createClient();
  const { data: verified } = await supabase.auth.getClaims();
  const { data: stored } = await supabase.auth.getSession();
  if (!verified || !stored.session) {
    return { email: null, expiresAt: null, tokenFingerprint: null, state };
  }
  return {
    email: verified.claims.email ?? null,
    expiresAt: stored.session.expires_at ?? null,
    tokenFingerprint: fingerprint(stored.session.access_token),
    state,
  };
}

function fingerprint(token: string): string {
  return createHash("sha256").update(token).digest("hex").slice(0, 16);
}
