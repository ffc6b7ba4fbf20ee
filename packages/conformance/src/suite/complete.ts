import { MissingOperation } from '../contract/outcome.ts';

/** A face with every operation: what is not given rejects when it is called, and says its name. */
export function complete<Face extends object>(given: Partial<Face>): Face {
  return new Proxy(given, {
    get(target, name) {
      const present: unknown = Reflect.get(target, name);
      if (present !== undefined || typeof name === 'symbol' || name === 'then') return present;
      return () => Promise.reject(new MissingOperation(name));
    },
  }) as Face;
}
