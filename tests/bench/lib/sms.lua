-- SPDX-License-Identifier: Apache-2.0
-- A provider's signed webhook; BENCH_TIME and BENCH_MAC from the environment.
-- The results: requests a second, 99th percentile in ms, errors.
wrk.method = "POST"
wrk.body = os.getenv("BENCH_BODY")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["X-Time"] = os.getenv("BENCH_TIME")
wrk.headers["X-Signature"] = os.getenv("BENCH_MAC")
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %.1f %.3f %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
