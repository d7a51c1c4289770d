"use server";

import { readSessionFacts, type SessionFacts } from "@/lib/session-facts";

/** A server action that needs the session and writes nothing. */
export async function whoAmI(): Promise<SessionFacts> {
  return readSessionFacts();
}
