/** Where the tests run: set by the global setup, or by whoever runs them against another project. */
export const url = variable('SUPABASE_URL');
export const publishableKey = variable('SUPABASE_PUBLISHABLE_KEY');
export const secretKey = variable('SUPABASE_SECRET_KEY');
/** The mail server of the official stack, or the page that stands in for it. */
export const mailsUrl = variable('MAILS_URL');

function variable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set`);
}
