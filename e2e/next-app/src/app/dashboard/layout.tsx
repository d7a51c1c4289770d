import type { ReactNode } from "react";

import { createClient } from "@/lib/supabase";
import { signOut } from "../sign-in/actions";

/** Makes a client of its own, as layouts do: the page below makes another one for the same request. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const supabase = await createClient();
  const { data } = await supabase.auth.getClaims();
  return (
    <>
      <header>
        <p id="greeting">{data ? `Hello, ${data.claims.email}` : "Hello, stranger"}</p>
        {data && (
          <form action={signOut}>
            <button>Sign out</button>
          </form>
        )}
      </header>
      {children}
    </>
  );
}
