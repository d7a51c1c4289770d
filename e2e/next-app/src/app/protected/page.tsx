import { readSessionFacts } from "@/lib/session-facts";
import { SessionCard } from "../session-card";

/** Has no check of its own: the policy in front of the app (`session: Require`) decides who comes this far. */
export default async function Protected() {
  return (
    <>
      <h1>Protected</h1>
      <SessionCard facts={await readSessionFacts()} />
    </>
  );
}
