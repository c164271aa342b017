"""What is made for other machines: exact packages with their hashes, and the folder for a PC without Python."""
