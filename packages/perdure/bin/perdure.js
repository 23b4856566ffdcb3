#!/usr/bin/env node
"use strict";
// Any Node must be able to read this file, the oldest included: nothing newer than its first modules.
var wanted = [22, 18];
var found = process.versions.node.split(".").map(Number);
if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error("perdure needs Node " + wanted.join(".") + " or newer; this is Node " + process.versions.node + ".");
  process.exit(2);
}
// Commands that only read methods are in one file with all that they take.
var reading = ["crate", "fix", "format", "inputs", "types", "validate"];
var args = process.argv.slice(2);
var isReading = reading.indexOf(args[0]) !== -1;
var modules = process.getBuiltinModule("node:module");
keepCompiled();
load()
  .then(end)
  .catch(function (error) {
    console.error("perdure cannot start: " + (error && error.message));
    end(2);
  });

async function load() {
  if (!isReading) return (await import("../dist/command.js")).main(args);
  var read = modules.createRequire(import.meta.url);
  return read("../dist/reading.cjs").main(args, read("../package.json").version);
}

// What V8 has compiled is kept in the user's own cache: never in a folder that others can write to, which Node's own choice may be.
function keepCompiled() {
  var path = process.getBuiltinModule("node:path");
  var env = process.env;
  var shared = env.XDG_CACHE_HOME || path.join(env.HOME || env.USERPROFILE || "", ".cache");
  var own = env.PERDURE_CACHE || path.join(shared, "perdure");
  if (env.NODE_COMPILE_CACHE) modules.enableCompileCache();
  else if (path.isAbsolute(own)) modules.enableCompileCache(path.join(own, "compiled"));
}

// Whatever still holds the process open must not, and what was printed must be out before it ends. What reads methods prints at once.
function end(code) {
  if (isReading) process.exit(code);
  process.stdout.write("", function () {
    process.stderr.write("", function () {
      process.exit(code);
    });
  });
}
