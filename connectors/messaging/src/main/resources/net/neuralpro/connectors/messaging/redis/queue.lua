-- The queue's state and each step on it, which Redis does as one.
--   P:unfinished            set of ids
--   P:work:ID               lane, priority, body, attempt, token, entry (its id in the stream)
--   P:PRIORITY:LANE         stream of ids, read by the group "workers"
--   P:back:PRIORITY:LANE    list of ids that were given back or whose time was over
--   P:lanes:PRIORITY        lanes by their next turn; P:turn counts turns
--   P:held                  ids by the millisecond at which their time is over
local P, step = KEYS[1], ARGV[1]
local GROUP, MAX_NAME = 'workers', 128
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function work(id) return P .. ':work:' .. id end
local function stream(priority, lane) return P .. ':' .. priority .. ':' .. lane end
local function back(priority, lane) return P .. ':back:' .. priority .. ':' .. lane end
local function lanes(priority) return P .. ':lanes:' .. priority end

local function place(id)
  local fields = redis.call('HMGET', work(id), 'priority', 'lane', 'entry')
  return fields[1] or '', fields[2] or '', fields[3] or ''
end

local function enterTurns(priority, lane)
  if not redis.call('ZSCORE', lanes(priority), lane) then
    redis.call('ZADD', lanes(priority), redis.call('INCR', P .. ':turn'), lane)
  end
end

local function giveBack(id)
  local priority, lane = place(id)
  redis.call('ZREM', P .. ':held', id)
  if redis.call('SISMEMBER', P .. ':unfinished', id) == 1 then
    redis.call('RPUSH', back(priority, lane), id)
    enterTurns(priority, lane)
  end
end

local function takeBack()
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', P .. ':held', '-inf', now, 'LIMIT', 0, 100)) do
    giveBack(id)
  end
end

local function drop(id)
  local priority, lane, entry = place(id)
  if entry ~= '' then
    redis.pcall('XACK', stream(priority, lane), GROUP, entry)
    redis.pcall('XDEL', stream(priority, lane), entry)
  end
  redis.call('LREM', back(priority, lane), 0, id)
  redis.call('ZREM', P .. ':held', id)
  redis.call('SREM', P .. ':unfinished', id)
  redis.call('DEL', work(id))
end

local function isHeld(id, token)
  local ends = redis.call('ZSCORE', P .. ':held', id)
  return ends and tonumber(ends) > now and redis.call('HGET', work(id), 'token') == token
end

local function nextOf(priority, lane, consumer)
  local id = redis.call('LPOP', back(priority, lane))
  if id then
    local _, _, entry = place(id)
    if entry ~= '' then
      redis.pcall('XCLAIM', stream(priority, lane), GROUP, consumer, 0, entry, 'JUSTID')
    end
    return id, entry
  end
  local read = redis.pcall('XREADGROUP', 'GROUP', GROUP, consumer, 'COUNT', 1,
    'STREAMS', stream(priority, lane), '>')
  if read and not read.err then
    local entry = read[1][2][1]
    return entry[2] and entry[2][2] or '', entry[1]
  end
  return nil
end

local steps = {}

function steps.offer(id, lane, priority, body, capacity)
  if redis.call('SISMEMBER', P .. ':unfinished', id) == 1 then return {'known'} end
  if redis.call('SCARD', P .. ':unfinished') >= tonumber(capacity) then return {'full'} end
  redis.pcall('XGROUP', 'CREATE', stream(priority, lane), GROUP, '0', 'MKSTREAM')
  local entry = redis.call('XADD', stream(priority, lane), '*', 'id', id)
  redis.call('HSET', work(id), 'lane', lane, 'priority', priority, 'body', body,
    'attempt', 0, 'token', '', 'entry', entry)
  redis.call('SADD', P .. ':unfinished', id)
  enterTurns(priority, lane)
  return {'added'}
end

function steps.take(consumer, hold, token, maxBody)
  takeBack()
  for priority = 9, 0, -1 do
    local lane = redis.call('ZRANGE', lanes(priority), 0, 0)[1]
    while lane do
      local id, entry = nextOf(priority, lane, consumer)
      if id then
        redis.call('ZADD', lanes(priority), redis.call('INCR', P .. ':turn'), lane)
        local known = #id > 0 and #id <= MAX_NAME
          and redis.call('SISMEMBER', P .. ':unfinished', id) == 1
        local _, _, own = place(id)
        if not known or own ~= entry then
          redis.pcall('XACK', stream(priority, lane), GROUP, entry)
          redis.pcall('XDEL', stream(priority, lane), entry)
          return {'malformed', 'an entry that the queue did not make'}
        end
        local fields = redis.call('HMGET', work(id), 'lane', 'priority', 'attempt')
        local attempt = tonumber(fields[3] or '')
        if fields[1] ~= lane or fields[2] ~= tostring(priority) or not attempt
          or attempt < 0 or attempt >= 2147483647 or attempt % 1 ~= 0
          or redis.call('HEXISTS', work(id), 'body') == 0
          or redis.call('HSTRLEN', work(id), 'body') > tonumber(maxBody) then
          drop(id)
          return {'malformed', 'work whose fields the queue did not write'}
        end
        attempt = string.format('%d', attempt + 1)
        redis.call('HSET', work(id), 'attempt', attempt, 'token', token)
        redis.call('ZADD', P .. ':held', now + tonumber(hold), id)
        return {'taken', id, lane, tostring(priority), redis.call('HGET', work(id), 'body'),
          attempt}
      end
      redis.call('ZREM', lanes(priority), lane)
      if redis.call('XLEN', stream(priority, lane)) == 0 then
        redis.call('DEL', stream(priority, lane))
      end
      lane = redis.call('ZRANGE', lanes(priority), 0, 0)[1]
    end
  end
  return {'nothing'}
end

function steps.renew(id, token, hold)
  if not isHeld(id, token) then return {'no'} end
  redis.call('ZADD', P .. ':held', now + tonumber(hold), id)
  return {'yes'}
end

function steps.finish(id, token)
  if redis.call('HGET', work(id), 'token') ~= token then return {'no'} end
  drop(id)
  return {'yes'}
end

function steps.release(id, token)
  if not isHeld(id, token) then return {'no'} end
  redis.call('HSET', work(id), 'token', '')
  giveBack(id)
  return {'yes'}
end

function steps.drop(id)
  drop(id)
  return {'yes'}
end

function steps.count()
  local held = redis.call('ZCOUNT', P .. ':held', '(' .. now, '+inf')
  return {tostring(redis.call('SCARD', P .. ':unfinished') - held), tostring(held)}
end

return steps[step](unpack(ARGV, 2))
