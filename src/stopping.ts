/**
 * Waits until this process is told to stop: Ctrl-C, a supervisor's SIGTERM, or the end of the process that forked it. A
 * second signal ends it at once.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    const stop = () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    if (process.connected) process.once('disconnect', () => resolve());
  });
}
