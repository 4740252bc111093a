"""Pages: from styled layers to a printed map set, on live layouts that an analyst may edit."""
