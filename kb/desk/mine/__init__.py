"""What belongs to one person: favourites, pages opened lately, the last stay, tasks. Nobody sees another's."""
