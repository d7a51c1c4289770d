"use client";

import { useState } from "react";

import { createBrowserClient, signOut } from "@/lib/browser-supabase";

/** Asks for the notes of the visitor with supabase-js, and signs out without the server of the app. */
export function NotesOfTheVisitor({ url, publishableKey }: { url: string; publishableKey: string }) {
  const [answer, setAnswer] = useState<string | null>(null);

  async function ask() {
    setAnswer(null);
    try {
      const { data, error } = await createBrowserClient(url, publishableKey).from("notes").select();
      setAnswer(error ? error.message : data.map((note) => note.owner).join());
    } catch (failure) {
      setAnswer(String(failure));
    }
  }

  async function leave() {
    await signOut();
    setAnswer("left");
  }

  return (
    <>
      <button onClick={ask}>Ask for notes</button>
      <button onClick={leave}>Leave</button>
      {answer !== null && <output id="notes">{answer}</output>}
    </>
  );
}
