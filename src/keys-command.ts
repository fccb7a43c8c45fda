import { type Config, SETTINGS } from './config.ts';
import type { Db } from './db/client.ts';
import { fail, ProblemError } from './problem.ts';
import { findSigner, findSigningKeys, rotateSigningKey } from './signing/index.ts';

/** Makes a new key to sign with, and says what it is. Run it as the system. */
export async function runKeysRotate(db: Db, config: Config, print: (text: string) => void): Promise<void> {
  const { signingSecret: secret } = config;
  if (secret === undefined) {
    const { name } = SETTINGS.signingSecret;
    const message = `${name} is not set, so a key could not be sealed; set it, alike for every process, to at least 32 characters`;
    throw new ProblemError(fail('BAD_USER_INPUT', message).problem);
  }
  const { publicKeyMultibase } = await rotateSigningKey(db, secret);
  print(`The hub signs with ${publicKeyMultibase} from now on.\n`);
  const signer = await findSigner(db, config);
  if ('why' in signer) print(`Nothing is signed yet: ${signer.why}.\n`);
}

/** Prints a line a key, newest first: since when it is there, until when it signed, and the key; then whether it can be used. */
export async function runKeysList(db: Db, config: Config, print: (text: string) => void): Promise<void> {
  const keys = await findSigningKeys(db);
  for (const { createdAt, retiredAt, publicKeyMultibase } of keys) {
    const until = retiredAt === null ? 'live' : `retired ${retiredAt.toISOString()}`;
    print(`${createdAt.toISOString()}  ${until.padEnd(32)}  ${publicKeyMultibase}\n`);
  }
  const signer = await findSigner(db, config);
  print('why' in signer ? `Nothing is signed: ${signer.why}.\n` : `Records are signed as ${signer.did}.\n`);
}
