import { readSessionFacts } from "@/lib/session-facts";
import { SessionCard } from "../session-card";
import { AskTheServer } from "./ask-the-server";

export default async function Dashboard() {
  return (
    <>
      <h1>Dashboard</h1>
      <SessionCard facts={await readSessionFacts()} />
      <AskTheServer />
    </>
  );
}
