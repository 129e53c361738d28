"""The pages of the app: each reads widgets, calls `rag`, draws.

The folder is not called `pages`: Streamlit would run what stands in such a folder without `ui.app` around it.
"""
