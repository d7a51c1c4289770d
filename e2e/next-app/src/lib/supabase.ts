import "server-only";

import { createServerClient } from "@supabase/ssr";
import { cookies } from "next/headers";

/**
 * A Supabase client that lives as long as the request it is made for.
 * The cookies are wired as Supabase's guide for server-side rendering shows it.
 */
export async function createClient() {
  const cookieStore = await cookies();
  return createServerClient(setting("SUPABASE_URL"), setting("SUPABASE_PUBLISHABLE_KEY"), {
    cookies: {
      getAll: () => cookieStore.getAll(),
      setAll(changes) {
        try {
          for (const { name, value, options } of changes) {
            cookieStore.set(name, value, options);
          }
        } catch {
          // A Server Component cannot write cookies. The guide lets a session middleware do it;
          // this app has none, because it runs behind Sessionkeeper.
        }
      },
    },
  });
}

/** Read when a request comes, not when the app is built: one build serves every environment. */
function setting(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`The environment variable ${name} is missing.`);
  }
  return value;
}
