import { readSessionFacts } from "@/lib/session-facts";
import { SessionCard } from "../../../session-card";

export default async function Report({ params }: { params: Promise<{ year: string }> }) {
  const { year } = await params;
  return (
    <>
      <h1>Report for {year}</h1>
      <SessionCard facts={await readSessionFacts()} />
    </>
  );
}
