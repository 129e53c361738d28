"""The pages of the app: each reads widgets, calls `rag`, draws."""
