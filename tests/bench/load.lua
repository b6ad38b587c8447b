-- wrk's requests: one path again and again, or the lines of a file, each once.
-- Arguments: the file of paths, the line to begin at.  Prints one line of JSON.
local paths, place = {}, 0

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  place = tonumber(args[2])
end

function request()
  place = place + 1
  return wrk.format("GET", paths[(place - 1) % #paths + 1])
end

function done(summary, latency, requests)
  local failed = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %f, "p99_ms": %f, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(99) / 1000,
    failed.connect + failed.read + failed.write + failed.status + failed.timeout))
end
