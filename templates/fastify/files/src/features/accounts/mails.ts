import type { Mail } from '../../mail/mailer.ts';

/*
 * No mail repeats what a stranger typed, such as the name: anyone can enter any address at
 * sign-up, and the text would be sent under this service's name.
 */

export function confirmationMail(to: string, link: string): Mail {
  return {
    to,
    subject: 'Confirm your e-mail address',
    text: [
      'Please confirm your e-mail address to finish your sign-up:',
      link,
      'The link works for 24 hours. If you did not sign up, ignore this mail.',
    ].join('\n\n'),
  };
}

export function accountExistsMail(to: string): Mail {
  return {
    to,
    subject: 'You already have an account',
    text: [
      'Someone, probably you, tried to sign up with your e-mail address. You already have an account, and nothing has changed.',
      // A new confirmation link would let in whoever signed up first, perhaps not the owner.
      'If you have forgotten your password, or never confirmed your address, ask for a mail to choose a new password.',
      'If it was not you, ignore this mail.',
    ].join('\n\n'),
  };
}

/** An address that was never confirmed may have been typed by somebody else, password and all. */
export function magicLinkMail(to: string, link: string, isConfirmed: boolean): Mail {
  return {
    to,
    subject: 'Your link to sign in',
    text: [
      'Sign in with this link:',
      link,
      ...(isConfirmed
        ? []
        : [
            'Your address is not confirmed yet. The link confirms it and removes the password that was chosen at sign-up; you can choose a new one afterwards.',
          ]),
      'The link works once and for 15 minutes. If you did not ask for it, ignore this mail.',
    ].join('\n\n'),
  };
}

export function passwordResetMail(to: string, link: string): Mail {
  return {
    to,
    subject: 'Reset your password',
    text: [
      'Choose a new password with this link:',
      link,
      'The link works once and for one hour. If you did not ask for it, ignore this mail: your password stays as it is.',
    ].join('\n\n'),
  };
}
