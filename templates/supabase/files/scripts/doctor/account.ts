import { randomUUID } from 'node:crypto';

import { createAppClient } from '../../src/client.ts';
import { projectUrl, required } from '../support/project.ts';
import { dataOf, secretClient } from '../support/secret-client.ts';
import { type Check, fault, ok, type Verdict } from './check.ts';

/** What holds for a new member. The account is made for this and deleted afterwards. */
export const accountChecks: readonly Check[] = [
  {
    name: 'Tokens carry the role, and a new account has its profile',
    run: () =>
      withMember(async (member) => {
        const { data } = await member.auth.getClaims();
        if (data?.claims['user_role'] !== 'member') {
          return fault('The hook for tokens is not enabled: push config.toml');
        }
        const profiles = dataOf(await member.from('profiles').select('id'));
        return profiles.length === 1 ? ok() : fault(`It sees ${profiles.length} profiles`);
      }),
  },
  {
    name: 'A member may not what admins may',
    run: () =>
      withMember(async (member) => {
        const { status } = await member.rpc('admin_list_notes');
        return status === 403 ? ok() : fault(`admin_list_notes is answered with ${status}`);
      }),
  },
];

async function withMember(
  look: (member: ReturnType<typeof createAppClient>) => Promise<Verdict>,
): Promise<Verdict> {
  const admin = secretClient();
  const credentials = { email: `doctor-${randomUUID()}@example.com`, password: randomUUID() };
  const { user } = dataOf(
    await admin.auth.admin.createUser({ ...credentials, email_confirm: true }),
  );
  try {
    const key = required('SUPABASE_PUBLISHABLE_KEY');
    const member = createAppClient(projectUrl(), key, { persistSession: false });
    dataOf(await member.auth.signInWithPassword(credentials));
    return await look(member);
  } finally {
    await admin.auth.admin.deleteUser(user.id);
  }
}
