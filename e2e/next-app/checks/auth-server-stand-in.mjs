// Stands in for the Auth server: answers every token call with one canned body and remembers what was called.
import { createServer } from "node:http";
import { once } from "node:events";

/** Starts it on a free loopback port and hands over { url, calls, close }. */
export async function startAuthServer(tokenResponseBody) {
  const calls = [];
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    response.setHeader("content-type", "application/json");
    response.end(tokenResponseBody);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${server.address().port}`, calls, close };
}
