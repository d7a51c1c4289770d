import { readSessionFacts } from "@/lib/session-facts";
import { SessionCard } from "../session-card";
import { saveBiography } from "./actions";

export default async function Profile({ searchParams }: { searchParams: Promise<{ failed?: string; saved?: string }> }) {
  const { failed, saved } = await searchParams;
  return (
    <>
      <h1>Profile</h1>
      {failed && <p role="alert">Your biography could not be saved.</p>}
      {saved && <p role="status">Your biography is saved.</p>}
      <form action={saveBiography}>
        <textarea name="biography" aria-label="Biography" />
        <button>Save</button>
      </form>
      <SessionCard facts={await readSessionFacts()} />
    </>
  );
}
