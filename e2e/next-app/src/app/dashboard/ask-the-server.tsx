"use client";

import { useActionState } from "react";

import { whoAmI } from "./actions";

/** Asks who is signed in through a server action and shows the answer. */
export function AskTheServer() {
  const [answer, ask, pending] = useActionState(whoAmI, null);
  return (
    <form action={ask}>
      <button disabled={pending}>Ask the server</button>
      {answer && (
        <output>
          <span id="answer-email">{answer.email ?? "nobody"}</span> <span id="answer-fingerprint">{answer.tokenFingerprint}</span>
        </output>
      )}
    </form>
  );
}
