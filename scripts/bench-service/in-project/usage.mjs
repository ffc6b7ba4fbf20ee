// Preloaded into each measured process: tells what it has used so far, when it is asked.
process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send({ cpu: user + system, rss: process.memoryUsage.rss() });
});
// Whoever measures is gone, however it ended.
process.on('disconnect', () => process.exit());
// Does not keep the process alive.
process.channel.unref();
