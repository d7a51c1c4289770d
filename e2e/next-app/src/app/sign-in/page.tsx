import { signIn, signUp } from "./actions";

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ failed?: string }> }) {
  const { failed } = await searchParams;
  return (
    <>
      <h1>Sign in</h1>
      {failed && <p role="alert">That did not work: {failed}.</p>}
      <form>
        <label>
          E-mail <input name="email" type="email" required />
        </label>
        <label>
          Password <input name="password" type="password" required />
        </label>
        <button formAction={signIn}>Sign in</button>
        <button formAction={signUp}>Sign up</button>
      </form>
    </>
  );
}
