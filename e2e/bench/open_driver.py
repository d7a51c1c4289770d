"""Both ends of connections that stay open: `serve PORT` is an application, `hold PORT COOKIES WEBSOCKETS STREAMS` its visitors."""
import asyncio, json, pathlib, resource, sys

BEAT_SECONDS, EVENT_SECONDS = 10, 1
OPENING_AT_A_TIME = 50
HELLO = b"\x81\x85\x00\x00\x00\x00hello"
ECHO = b"\x81\x05hello"
AGREED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
EVENTS = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
EVENT = b"d\r\ndata: hello\n\n\r\n"
NOTHING = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


async def serve(port):
    async def answer(reader, writer):
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            if b"upgrade: websocket" in head:
                writer.write(AGREED)
                while await reader.readexactly(len(HELLO)):
                    writer.write(ECHO)
            elif head.startswith(b"get /talk/events"):
                writer.write(EVENTS)
                while not writer.is_closing():
                    writer.write(EVENT)
                    await asyncio.sleep(EVENT_SECONDS)
            else:
                writer.write(NOTHING)
        except (OSError, asyncio.IncompleteReadError):
            pass  # The visitor has left.
        finally:
            writer.close()
    server = await asyncio.start_server(answer, "127.0.0.1", port, limit=1 << 16, backlog=4096)
    await server.serve_forever()


class Visitors:
    def __init__(self, port, cookie):
        self.port, self.cookie, self.lost, self.beats = port, cookie, 0, 0
        self.opening = asyncio.Semaphore(OPENING_AT_A_TIME)

    async def connect(self, target, fields):
        async with self.opening:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 16)
            writer.write(f"GET {target} HTTP/1.1\r\nHost: shop\r\nCookie: {self.cookie}\r\n{fields}\r\n".encode())
            status = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1]
        return reader, writer, status

    async def websocket(self, number):
        reader, writer, status = await self.connect(
            "/talk", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
        if status != b"101":
            raise OSError(f"a WebSocket was answered {status.decode()}")
        return self.beat(reader, writer, number)

    async def beat(self, reader, writer, number):
        await asyncio.sleep(BEAT_SECONDS * (number % 100) / 100)
        try:
            while True:
                writer.write(HELLO)
                await reader.readexactly(len(ECHO))
                self.beats += 1
                await asyncio.sleep(BEAT_SECONDS)
        except (OSError, asyncio.IncompleteReadError):
            self.lost += 1

    async def stream(self, number):
        reader, writer, status = await self.connect("/talk/events", "")
        if status != b"200":
            raise OSError(f"a stream was answered {status.decode()}")
        return self.listen(reader, writer)

    async def listen(self, reader, writer):
        """Holds the writer as well: the connection is closed with it."""
        while not writer.is_closing() and await reader.read(1 << 12):
            self.beats += 1
        self.lost += 1


async def hold(port, cookies, websockets, streams):
    visitors = Visitors(port, pathlib.Path(cookies).read_text().splitlines()[0])
    try:
        going = await asyncio.gather(*(visitors.websocket(number) for number in range(websockets)),
                                     *(visitors.stream(number) for number in range(streams)))
    except (OSError, asyncio.IncompleteReadError) as problem:
        print(f"failed: {problem!r}", flush=True)
        return
    tasks = [asyncio.create_task(one) for one in going]
    print("open", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    print(json.dumps({"lost": visitors.lost, "beats": visitors.beats}), flush=True)
    for task in tasks:
        task.cancel()


def main():
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    role, port, *rest = sys.argv[1:]
    asyncio.run(serve(int(port)) if role == "serve" else hold(int(port), rest[0], int(rest[1]), int(rest[2])))


if __name__ == "__main__":
    main()
