import { readSessionFacts } from "@/lib/session-facts";

/** The route handler: who is signed in, as JSON. */
export async function GET() {
  const facts = await readSessionFacts();
  return Response.json(facts, { status: facts.email ? 200 : 401 });
}
