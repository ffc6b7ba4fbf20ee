/** The kinds of mail that Auth sends, with the hosted service's subjects and words. */
export const mailTemplates = {
  confirmation: {
    type: 'signup',
    subject: 'Confirm your email address',
    text: 'Follow the link below to confirm this email address and finish signing up.',
    action: 'Confirm email address',
  },
  recovery: {
    type: 'recovery',
    subject: 'Reset your password',
    text: 'Follow the link below to choose a new password.',
    action: 'Reset password',
  },
  magic_link: {
    type: 'magiclink',
    subject: 'Your sign-in link',
    text: 'Follow the link below to sign in. It expires shortly and works once.',
    action: 'Sign in',
  },
  email_change: {
    type: 'email_change',
    subject: 'Confirm your new email address',
    text: 'Follow the link below to change your email address from {{ .Email }} to {{ .NewEmail }}.',
    action: 'Confirm email change',
  },
  invite: {
    type: 'invite',
    subject: 'You have been invited',
    text: 'Follow the link below to accept the invitation.',
    action: 'Accept the invitation',
  },
  reauthentication: {
    type: 'reauthentication',
    subject: 'Confirm it is you',
    text: 'Enter the code below to go on.',
    action: '',
  },
} as const;

export type MailKind = keyof typeof mailTemplates;

/** What a template can name, as `{{ .Token }}`. */
export interface MailValues {
  ConfirmationURL: string;
  Token: string;
  TokenHash: string;
  SiteURL: string;
  RedirectTo: string;
  Email: string;
  NewEmail: string;
}

export function plainText(kind: MailKind): string {
  const { text, action } = mailTemplates[kind];
  const link = action ? '\n\n{{ .ConfirmationURL }}' : '';
  return `${text}${link}\n\nOr enter this code: {{ .Token }}\n`;
}

export function markup(kind: MailKind): string {
  const { subject, text, action } = mailTemplates[kind];
  const link = action ? `\n<p><a href="{{ .ConfirmationURL }}">${action}</a></p>` : '';
  return `<h2>${subject}</h2>\n<p>${text}</p>${link}\n<p>Or enter this code: {{ .Token }}</p>\n`;
}

/** Puts values in; a name that no value has is left as it is, so that the mistake is seen. */
export function fill(template: string, values: MailValues): string {
  return template.replaceAll(/\{\{\s*\.(\w+)\s*\}\}/g, (text, name: string) =>
    name in values ? values[name as keyof MailValues] : text,
  );
}
