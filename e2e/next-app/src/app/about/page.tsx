/** Generated once, when the app is built: it reads nothing of the request. */
export const dynamic = "force-static";

export default function About() {
  return (
    <>
      <h1>About</h1>
      <p>
        This page was generated at <time id="generated-at">{new Date().toISOString()}</time> and is the same for everybody.
      </p>
    </>
  );
}
