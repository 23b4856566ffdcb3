#!/usr/bin/env node
"use strict";
// Any Node must be able to read this file, the oldest included: nothing newer than its first modules.
var wanted = [22, 18];
var found = process.versions.node.split(".").map(Number);
if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error("perdure needs Node " + wanted.join(".") + " or newer; this is Node " + process.versions.node + ".");
  process.exit(2);
}
import("../dist/command.js")
  .then(function (command) {
    return command.main(process.argv.slice(2));
  })
  .then(end, function (error) {
    console.error("perdure cannot start: " + (error && error.message));
    end(2);
  });

// Whatever still holds the process open must not, and what was printed must be out before it ends.
function end(code) {
  process.stdout.write("", function () {
    process.stderr.write("", function () {
      process.exit(code);
    });
  });
}
