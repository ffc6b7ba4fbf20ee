import { z } from 'zod';

const signed = z.looseObject({ signedUrl: z.string() });

/** Signed addresses under the names that the client library reads, relative to `/storage/v1`. */
export async function signedAddress(answer: Response): Promise<Response> {
  const body: unknown = await answer.json();
  const rename = (each: unknown) => {
    const { data } = signed.safeParse(each);
    if (!data) return each;
    const address = data.signedUrl.replace(/^\/storage\/v1/, '') || null;
    return { ...data, signedURL: address, url: address };
  };
  return Response.json(Array.isArray(body) ? body.map(rename) : rename(body), {
    status: answer.status,
  });
}
