import fs from 'node:fs';
import path from 'node:path';
import type { Behaviour } from '../contract/behaviour.ts';
import type { Credentials } from '../contract/operations.ts';
import { mailTo, newAdmin, newCredentials, newMember, signIn } from './people.ts';

export const ROLES: readonly Behaviour[] = [
  {
    id: 'A7',
    title: 'The first admin is made by a documented command; no member raises their own role',
    group: 'A',
    needs: ['auth'],
    async run({ check, shared, folder }) {
      const system = await shared();
      const { operations, host } = system;
      const member = await newMember(system, check);
      const attempts = await operations.raiseRole(member.session);
      check.that(
        attempts.length > 0,
        'ways to raise a role',
        'at least one tried',
        attempts.length,
      );
      const isMember = async (person: Credentials, after: string): Promise<void> => {
        const session = await signIn(system, check, person);
        const me = check.ok(await operations.whoAmI(session), `who I am after ${after}`);
        check.equal(me.role, 'member', `the role after ${after}`);
        check.outcome(
          await operations.listAllNotes(session),
          'forbidden',
          `listing all notes after ${after}`,
        );
      };
      await isMember(member, attempts.map(({ name }) => name).join(', '));

      const asAdmin = 'a sign-up that asks for the role of an admin';
      const person = newCredentials();
      const signedUp = await operations.signUpAsAdmin(person);
      check.outcome(signedUp, ['ok', 'invalid', 'forbidden'], asAdmin);
      if (signedUp.outcome === 'ok') {
        const mail = await mailTo(system, check, person.email);
        check.ok(await operations.confirm(mail), 'confirming the address');
        await isMember(person, asAdmin);
      }

      const unknown = await host.runCommand('make-admin', newCredentials().email);
      check.that(unknown.code !== 0, 'making an unknown person an admin', 'a failure', unknown);
      const admin = await newAdmin(system, check);
      const me = check.ok(await operations.whoAmI(admin.session), 'the admin');
      check.equal(me.role, 'admin', 'the role after the command');
      check.ok(await operations.listAllNotes(admin.session), 'listing all notes as admin');
      const readme = fs.readFileSync(path.join(folder, 'README.md'), 'utf8');
      check.that(
        readme.includes(unknown.documentedAs),
        'the README',
        `the command “${unknown.documentedAs}”`,
        'none',
      );
    },
  },
];
