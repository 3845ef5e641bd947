"""Finding: the Whoosh index, the reference search, and the same for a browser. Only this room imports whoosh."""
