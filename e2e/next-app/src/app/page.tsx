export default function Home() {
  return (
    <>
      <h1>A Supabase app without session middleware</h1>
      <p>Whatever stands in front of it has to keep the session alive.</p>
    </>
  );
}
