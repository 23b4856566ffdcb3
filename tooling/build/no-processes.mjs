// Stands for `node:child_process` in files that must start at once and start no processes.
const refuse = () => {
  throw new Error("This file starts no processes");
};
export const spawn = refuse;
export const spawnSync = refuse;
export default { spawn, spawnSync };
