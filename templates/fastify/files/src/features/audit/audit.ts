import type { Executor } from '../../database/client.ts';
import { auditEntries } from './schema.ts';

export type AuditAction = 'note.read' | 'user.made-admin';

interface AuditEntry {
  actorId: string | null;
  action: AuditAction;
  subjectType: 'note' | 'user';
  subjectId: string;
  ownerId: string | null;
  traceId?: string;
}

/** Call it with the transaction that does what the entries are about, so that both stand or fall. */
export async function recordAudit(tx: Executor, entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.insert(auditEntries).values(entries);
}
