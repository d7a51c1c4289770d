import Link from "next/link";

import type { SessionFacts } from "@/lib/session-facts";

/** Shows what the server saw. The ids are what the stories read. */
export function SessionCard({ facts }: { facts: SessionFacts }) {
  return (
    <section>
      {facts.email ? <SignedIn facts={facts} /> : <SignedOut />}
      <p>
        Session state: <code id="state">{facts.state ?? "none"}</code>
      </p>
    </section>
  );
}

function SignedIn({ facts }: { facts: SessionFacts }) {
  return (
    <dl>
      <dt>Signed in as</dt>
      <dd id="email">{facts.email}</dd>
      <dt>Access token</dt>
      <dd id="token-fingerprint">{facts.tokenFingerprint}</dd>
      <dt>Expires at</dt>
      <dd id="expires-at">{facts.expiresAt}</dd>
    </dl>
  );
}

function SignedOut() {
  return (
    <p id="signed-out">
      Nobody is signed in. <Link href="/sign-in">Sign in</Link>
    </p>
  );
}
