import { connection } from "next/server";

import { NotesOfTheVisitor } from "./notes";

/** A page whose script asks the data API by itself. */
export default async function BrowserClient() {
  await connection();
  return (
    <>
      <h1>Browser client</h1>
      <NotesOfTheVisitor url={process.env.DATA_URL ?? ""} publishableKey={process.env.SUPABASE_PUBLISHABLE_KEY ?? ""} />
    </>
  );
}
