// Written by "db:types" from the migrations; not by hand.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      attachments: {
        Row: {
          created_at: string;
          id: string;
          name: string;
          note_id: string;
          owner_id: string;
          path: string;
          size: number | null;
          state: string;
          type: string | null;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          name: string;
          note_id: string;
          owner_id?: string;
          path?: never;
          size?: number | null;
          state?: string;
          type?: string | null;
        };
        Update: {
          created_at?: string;
          id?: string;
          name?: string;
          note_id?: string;
          owner_id?: string;
          path?: never;
          size?: number | null;
          state?: string;
          type?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'attachments_note_id_fkey';
            columns: ['note_id'];
            isOneToOne: false;
            referencedRelation: 'notes';
            referencedColumns: ['id'];
          },
        ];
      };
      exports: {
        Row: {
          created_at: string;
          finished_at: string | null;
          id: string;
          owner_id: string;
          path: string;
          state: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          finished_at?: string | null;
          id?: string;
          owner_id?: string;
          path?: never;
          state?: string;
        };
        Update: {
          created_at?: string;
          finished_at?: string | null;
          id?: string;
          owner_id?: string;
          path?: never;
          state?: string;
        };
        Relationships: [];
      };
      notes: {
        Row: {
          body: string;
          created_at: string;
          id: string;
          owner_id: string;
          title: string;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          body?: string;
          created_at?: string;
          id?: string;
          owner_id?: string;
          title: string;
          updated_at?: string;
          version?: number;
        };
        Update: {
          body?: string;
          created_at?: string;
          id?: string;
          owner_id?: string;
          title?: string;
          updated_at?: string;
          version?: number;
        };
        Relationships: [];
      };
      profiles: {
        Row: {
          created_at: string;
          email: string;
          id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          email: string;
          id: string;
        };
        Update: {
          created_at?: string;
          email?: string;
          id?: string;
        };
        Relationships: [];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      admin_list_audit_events: {
        Args: { before_id?: number; page_size?: number };
        Returns: {
          action: string;
          actor_id: string;
          at: string;
          id: number;
          owner_id: string;
          subject_id: string;
          subject_type: string;
        }[];
      };
      admin_list_notes: {
        Args: { before_at?: string; before_id?: string; page_size?: number };
        Returns: {
          body: string;
          created_at: string;
          id: string;
          owner_id: string;
          title: string;
          updated_at: string;
          version: number;
        }[];
        SetofOptions: {
          from: '*';
          to: 'notes';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      admin_webhook_counts: {
        Args: Record<PropertyKey, never>;
        Returns: {
          count: number;
          type: string;
        }[];
      };
      begin_upload: {
        Args: { name: string; note_id: string };
        Returns: {
          created_at: string;
          id: string;
          name: string;
          note_id: string;
          owner_id: string;
          path: string;
          size: number | null;
          state: string;
          type: string | null;
        };
        SetofOptions: {
          from: '*';
          to: 'attachments';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      clean_up: { Args: Record<PropertyKey, never>; Returns: Json };
      complete_job: { Args: { job_id: string; token: string }; Returns: undefined };
      count_webhook_event: { Args: { event_id: string; event_type: string }; Returns: boolean };
      create_note: {
        Args: { body?: string; idempotency_key?: string; title: string };
        Returns: {
          body: string;
          created_at: string;
          id: string;
          owner_id: string;
          title: string;
          updated_at: string;
          version: number;
        };
        SetofOptions: {
          from: '*';
          to: 'notes';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      export_document: { Args: { export_id: string }; Returns: Json };
      fail_job: {
        Args: { error: string; job_id: string; retry_seconds: number; token: string };
        Returns: string;
      };
      finish_export: {
        Args: { export_id: string; job_id: string; token: string };
        Returns: undefined;
      };
      finish_upload: {
        Args: { attachment_id: string; checked_size: number; checked_type: string };
        Returns: boolean;
      };
      lease_jobs: {
        Args: { batch: number; lease_seconds: number };
        Returns: {
          attempts: number;
          data: Json;
          id: string;
          lease_token: string;
          queue: string;
          run_at: string;
          trace_id: string;
        }[];
      };
      list_dead_jobs: {
        Args: Record<PropertyKey, never>;
        Returns: {
          attempts: number;
          created_at: string;
          data: Json;
          finished_at: string;
          id: string;
          last_error: string;
          queue: string;
          trace_id: string;
        }[];
      };
      list_orphaned_objects: {
        Args: Record<PropertyKey, never>;
        Returns: {
          bucket: string;
          path: string;
        }[];
      };
      make_admin: { Args: { email: string }; Returns: string };
      refuse_upload: { Args: { attachment_id: string }; Returns: undefined };
      request_export: {
        Args: Record<PropertyKey, never>;
        Returns: {
          created_at: string;
          finished_at: string | null;
          id: string;
          owner_id: string;
          path: string;
          state: string;
        };
        SetofOptions: {
          from: '*';
          to: 'exports';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      retry_dead_jobs: { Args: { job_ids?: string[] }; Returns: string[] };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema['Tables']
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema['Tables']
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema['Enums']
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema['CompositeTypes']
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {},
  },
} as const;
