/** Work that was told to stop before its end; doing it again goes on where it stopped. */
export class Stopped extends Error {
  constructor(message = 'stopped; run the same command again to go on') {
    super(message);
    this.name = 'Stopped';
  }
}

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
      // An open channel to the parent would keep this process alive after its work is done.
      process.channel?.unref();
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    process.once('disconnect', () => resolve());
    // Undefined without a parent's channel; false when the parent was gone before this line was reached.
    if (process.connected === false) resolve();
  });
}
