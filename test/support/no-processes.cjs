// Stands for node:child_process in `npm test`, also for what is imported: esbuild, a synthesis, a started region.
const refuse = (name) => () => {
  throw new Error(
    `Expected a test of "npm test" to start no process, found child_process.${name}. ` +
      'Test what is inside it without one, or rename the file to *.e2e.test.ts ("npm run test:e2e").',
  );
};

// One by one: so an import finds the names.
exports.exec = refuse('exec');
exports.execFile = refuse('execFile');
exports.execFileSync = refuse('execFileSync');
exports.execSync = refuse('execSync');
exports.fork = refuse('fork');
exports.spawn = refuse('spawn');
exports.spawnSync = refuse('spawnSync');
