-- SPDX-License-Identifier: Apache-2.0
-- Webhook requests each of which is another SMS of another citizen.
local number = tonumber(os.getenv("BENCH_FIRST"))
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
request = function()
  number = number + 1
  return wrk.format(nil, nil, nil, string.format(
    '{"id":"m%d","sender":"+4930%08d","system":"+493023125000",' ..
    '"text":"Schlagloch in der Lindenstraße vor Haus %d, bitte sichern"}',
    number, number, number % 90 + 1))
end
done = function(summary)
  local e = summary.errors
  io.write(string.format("RESULT %d %d\n", summary.requests,
    e.connect + e.read + e.write + e.status + e.timeout))
end
