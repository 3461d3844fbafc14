import { cdp } from 'vitest/browser';
import { afterEach, expect, it } from 'vitest';
import { ingest, jobFor, openLab } from './lab.ts';

/** The one command of the DevTools protocol that is used here. */
interface Session {
  send(
    method: 'Storage.overrideQuotaForOrigin',
    parameters: { readonly origin: string; readonly quotaSize?: number },
  ): Promise<unknown>;
}
const session = cdp() as unknown as Session;
const { origin } = location;
const lab = openLab();

afterEach(async () => {
  lab.dispose();
  await session.send('Storage.overrideQuotaForOrigin', { origin });
});

it('a full disk ends the job with “quota-exceeded”, and the next small file fits', async () => {
  const { usage = 0 } = await navigator.storage.estimate();
  const quotaSize = usage + 8 * 1024 * 1024;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
  const stagingPath = 'staging/quota';
  const large = jobFor(new Uint8Array(24 * 1024 * 1024), 'large.bin', { stagingPath });
  await expect(ingest(lab, large)).rejects.toMatchObject({ type: 'quota-exceeded' });
  expect((await ingest(lab, jobFor('small', 'small.txt', { stagingPath }))).sizeBytes).toBe(5);
});
