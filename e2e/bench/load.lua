-- Sends one cookie after the other, each with the share that its file gives it; a rate is held by a pause per connection.
local cookies, requests, at = {}, {}, 0
local pause = tonumber(os.getenv("BENCH_PAUSE_MS") or "0")

for line in io.lines(os.getenv("BENCH_COOKIES")) do
  cookies[#cookies + 1] = line
end

function init(args)
  for i, cookie in ipairs(cookies) do
    requests[i] = wrk.format("GET", "/", { Host = "localhost", Cookie = cookie })
  end
  at = math.random(#requests)
end

function request()
  at = at % #requests + 1
  return requests[at]
end

if pause > 0 then
  function delay()
    return math.random(0, 2 * pause)
  end
end

function done(summary, latency, counts)
  io.write(string.format('{"requests": %d, "seconds": %.6f, "p50_us": %d, "p99_us": %d, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50), latency:percentile(99),
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout))
end
